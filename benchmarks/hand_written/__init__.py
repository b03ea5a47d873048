"""The refresh as a data engineer would write it without this project: SQL files and one small script."""
