// Takes a code out of the address (a QR code's fragment, which no server sees) and
// writes it into its field at the end. It stays in this tab, and goes when it is used.

const NAME = "codice";
const found = new URLSearchParams(location.hash.slice(1)).get(NAME);

try {
  if (found) {
    sessionStorage.setItem(NAME, found);
    history.replaceState(null, "", location.pathname + location.search);
  }
  const field = document.querySelector("input[name=code]");
  if (field && !field.value) field.value = sessionStorage.getItem(NAME) ?? "";
  field?.form.addEventListener("submit", () => sessionStorage.removeItem(NAME));
} catch {
  // A browser that keeps nothing: the code stands on the letter.
}
