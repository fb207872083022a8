// Videos and maps of other sites: nothing is asked of them before a click. Without
// this file each is a link to that site; with it, a button that opens a frame here.

for (const embed of document.querySelectorAll(".embed")) {
  const link = embed.querySelector(".embed-open");
  const words = link.querySelector("[data-here]");
  const button = document.createElement("button");

  words.textContent = words.dataset.here;
  button.type = "button";
  button.className = link.className;
  button.append(...link.childNodes);
  button.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.title = embed.dataset.title;
    frame.allow = "autoplay; fullscreen; picture-in-picture";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.setAttribute("sandbox", "allow-popups allow-presentation allow-same-origin allow-scripts");
    frame.src = embed.dataset.frame;
    embed.replaceChildren(frame);
    frame.focus();
  });
  link.replaceWith(button);
}
