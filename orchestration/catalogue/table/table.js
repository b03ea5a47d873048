// Draws what show_table says. Every text goes through textContent, so nothing in it is ever read as HTML.
const SPARK_WIDTH = 96, SPARK_HEIGHT = 22;
// Per cent of the colour at most, so that the text on it stays easy to read.
const STRONGEST = 60;
// Drawn at once; the others follow when these can be seen and used, so many at a time.
const FIRST_ROWS = 100, MORE_ROWS = 300;
const SVG = "http://www.w3.org/2000/svg";

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const order = parentElement.sortedBy ?? { column: null, isUp: true };
  parentElement.sortedBy = order;

  // Bars of a column begin where its longest text ends.
  const textWidths = data.columns.map((_, number) =>
    Math.max(5, ...data.rows.filter((row) => row.cells[number].bar !== undefined).map((row) => row.cells[number].text.length)));

  const isTinted = data.columns.map((_, number) => data.rows.some((row) => row.cells[number].tint !== undefined));

  const frame = element("div", "frame");
  frame.tabIndex = 0;
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", data.caption);
  const table = element("table", isTinted.some(Boolean) ? "map" : "");
  table.append(element("caption", "", data.caption), head(), body());
  frame.append(table);
  parentElement.querySelector(".frame")?.remove();
  parentElement.append(frame);

  function head() {
    const row = element("tr");
    data.columns.forEach((column, number) => {
      const cell = element("th", isTinted[number] ? "step" : classes(column));
      cell.scope = "col";
      if (column.help) cell.title = column.help;
      if (data.isSortable && column.label) {
        const button = element("button", "", column.label);
        button.type = "button";
        button.onclick = () => sort(number);
        cell.append(button);
        if (order.column === number) cell.setAttribute("aria-sort", order.isUp ? "ascending" : "descending");
      } else {
        cell.textContent = column.label;
      }
      row.append(cell);
    });
    const made = element("thead");
    made.append(row);
    return made;
  }

  function body() {
    const made = element("tbody");
    const rows = sorted();
    made.append(...rows.slice(0, FIRST_ROWS).map(line));
    const more = (from) => {
      if (from >= rows.length || !made.isConnected) return;  // another table has taken its place
      made.append(...rows.slice(from, from + MORE_ROWS).map(line));
      afterPainting(() => more(from + MORE_ROWS));
    };
    afterPainting(() => more(FIRST_ROWS));
    return made;
  }

  function line(row) {
    const made = element("tr", row.isFaint ? "faint" : "");
    row.cells.forEach((cell, number) => made.append(drawn(cell, data.columns[number], number)));
    return made;
  }

  function sort(number) {
    const isNumber = data.columns[number].isNumber;
    order.isUp = order.column === number ? !order.isUp : !isNumber;
    order.column = number;
    table.replaceChildren(element("caption", "", data.caption), head(), body());
    table.querySelectorAll("thead th")[number].querySelector("button").focus();
  }

  function sorted() {
    if (order.column === null || order.column >= data.columns.length) return data.rows;
    const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
    const sign = order.isUp ? 1 : -1;
    return data.rows.toSorted((one, other) => {
      const [a, b] = [value(one.cells[order.column]), value(other.cells[order.column])];
      if (a === null || b === null) return (a === null) - (b === null);
      return sign * (typeof a === "number" && typeof b === "number" ? a - b : collator.compare(a, b));
    });
  }

  function value(cell) {
    return cell.sort !== undefined ? cell.sort : (cell.text ?? null);
  }

  function drawn(cell, column, number) {
    const made = element(number === 0 ? "th" : "td", classes(column));
    if (number === 0) made.scope = "row";
    if (cell.spark) made.append(spark(cell));
    else if (cell.href) made.append(link(cell));
    else if (cell.bar !== undefined) made.append(bar(cell, number));
    else made.append(element("bdi", "", cell.text));
    if (cell.tint !== undefined) {
      made.classList.add("tint");
      made.style.setProperty("--strength", `${Math.round(cell.tint * STRONGEST)}%`);
      if (cell.hint) made.title = cell.hint;
    }
    return made;
  }

  function link(cell) {
    const made = element("span", "named");
    if (cell.icon) {
      const icon = element("span", "icon", cell.icon);
      icon.setAttribute("role", "img");
      icon.setAttribute("aria-label", cell.hint);
      icon.title = cell.hint;
      made.append(icon);
    }
    const anchor = element("a");
    anchor.href = cell.href;
    anchor.append(element("bdi", "", cell.text));
    anchor.onclick = (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
      event.preventDefault();
      setTriggerValue("open", { page: cell.page, parameters: cell.parameters });
    };
    made.append(anchor);
    if (cell.note) made.append(element("small", "", cell.note));
    return made;
  }

  function bar(cell, number) {
    const made = element("span", "bar");
    const length = element("span", "length");
    length.style.width = `${Math.round(cell.bar * 100)}%`;
    const ground = element("span", "ground");
    ground.setAttribute("aria-hidden", "true");
    ground.append(length);
    made.append(element("bdi", "", cell.text), ground);
    made.style.setProperty("--text", `${textWidths[number]}ch`);
    return made;
  }

  function spark(cell) {
    const [low, high] = [Math.min(...cell.spark), Math.max(...cell.spark)];
    const step = cell.spark.length > 1 ? (SPARK_WIDTH - 4) / (cell.spark.length - 1) : 0;
    const points = cell.spark.map((size, number) => {
      const height = high > low ? (size - low) / (high - low) : 0.5;
      return [2 + number * step, 2 + (1 - height) * (SPARK_HEIGHT - 4)];
    });
    const made = document.createElementNS(SVG, "svg");
    made.setAttribute("viewBox", `0 0 ${SPARK_WIDTH} ${SPARK_HEIGHT}`);
    made.setAttribute("class", "spark");
    made.setAttribute("role", "img");
    made.setAttribute("aria-label", cell.hint);
    const title = document.createElementNS(SVG, "title");
    title.textContent = cell.hint;
    const line = document.createElementNS(SVG, "polyline");
    line.setAttribute("points", points.map((point) => point.join(",")).join(" "));
    const end = document.createElementNS(SVG, "circle");
    const last = points.at(-1) ?? [0, 0];
    end.setAttribute("cx", last[0]);
    end.setAttribute("cy", last[1]);
    end.setAttribute("r", cell.spark.length ? 2 : 0);
    made.append(title, line, end);
    return made;
  }
}

function afterPainting(then) {
  requestAnimationFrame(() => setTimeout(then));
}

function classes(column) {
  return [column.isNumber ? "number" : "", column.isWide ? "wide" : ""].filter(Boolean).join(" ");
}

function element(tag, className = "", text = null) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== null) made.textContent = text;
  return made;
}
