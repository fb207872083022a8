// Saves a section's answers a moment after each change; without it, every button saves.

const WAIT = 1500;

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const words = form.querySelector("[data-saved]");
  let timer;
  let leaving = false;

  const save = async () => {
    const answers = new FormData(form);
    answers.set("go", "save");
    try {
      const response = await fetch(location.pathname, {
        method: "POST",
        body: answers,
        headers: { "X-Autosave": "1" },
      });
      if (response.ok && !leaving) words.textContent = words.dataset.saved;
    } catch {
      // Away from the net: the next change, or a button, tries again.
    }
  };

  form.addEventListener("input", () => {
    words.textContent = "";
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
  });
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(timer);
  });
}
