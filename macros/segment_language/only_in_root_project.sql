{#- A generated model belongs to one shop: it is switched off when another project uses this one as a package. -#}
{% macro only_in_root_project() -%}
    {%- do config(enabled=(model.package_name == project_name)) -%}
{%- endmacro %}
