/* While a post is written: how long it is on each network, as the server counts.
   Without this script the review and the submission say the same. */
(() => {
  "use strict";

  const PAUSE = 400; // milliseconds without a keystroke

  const start = (text) => {
    const form = text.form;
    const output = document.createElement("ul");
    output.className = "campaigns-counts";
    output.setAttribute("aria-live", "polite");
    text.closest("[data-field-input]").after(output);

    let timer;
    let last;

    const show = ({ counts }) => {
      output.replaceChildren(
        ...counts.map(({ sentence, over }) => {
          const item = document.createElement("li");
          item.textContent = sentence;
          item.classList.toggle("campaigns-note--bad", over);
          return item;
        }),
      );
    };

    const ask = async () => {
      last?.abort();
      last = new AbortController();
      try {
        const answer = await fetch(text.dataset.countUrl, {
          method: "POST",
          body: new FormData(form),
          signal: last.signal,
        });
        if (answer.ok) show(await answer.json());
      } catch {
        // Aborted by a newer question, or offline: the next keystroke asks again.
      }
    };

    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    };

    form.addEventListener("input", later);
    form.addEventListener("change", later);
    ask();
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("textarea[data-count-url]").forEach(start);
  });
})();
