// Headlines under the search field while one types; without this script the form works as it is.
const field = document.querySelector("input[data-suggestions]");

if (field) {
  const list = document.createElement("datalist");
  list.id = "goi-y";
  field.after(list);
  field.setAttribute("list", list.id);
  const known = new Map();
  let waiting, asked;

  field.addEventListener("input", () => {
    const address = known.get(field.value);
    if (address) {
      location.assign(address);
      return;
    }
    clearTimeout(waiting);
    waiting = setTimeout(ask, 200);
  });

  async function ask() {
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(`${field.dataset.suggestions}?q=${encodeURIComponent(field.value)}`, {
        signal: asked.signal,
      });
      if (!answer.ok) return;
      const { found } = await answer.json();
      known.clear();
      list.replaceChildren(
        ...found.map(({ headline, url }) => {
          known.set(headline, url);
          const option = document.createElement("option");
          option.value = headline;
          return option;
        })
      );
    } catch {
      // Offline, or overtaken by the next letter: the form still searches.
    }
  }
}
