"use strict";
// The day of the week beside a date: a wrong date shows itself.
{
  const words = new Intl.DateTimeFormat(document.documentElement.lang, {
    weekday: "long", day: "numeric", month: "numeric", year: "numeric",
  });
  const show = (input) => {
    const said = input.nextElementSibling?.matches("output.day") ? input.nextElementSibling : document.createElement("output");
    said.className = "day";
    if (!said.parentNode) input.after(said);
    const [year, month, day] = input.value.slice(0, 10).split("-").map(Number);
    // Of a year typed in two digits it shows those: Date's constructor takes 1 for 1901.
    const date = new Date(2000, month - 1, day);
    date.setFullYear(year);
    said.textContent = day ? words.format(date) : "";
  };
  const dates = "input[type=date], input[type=datetime-local]";
  document.querySelectorAll(dates).forEach(show);
  document.addEventListener("input", (event) => { if (event.target.matches(dates)) show(event.target); });
}
