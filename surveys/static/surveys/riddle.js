// While a survey is flooded: finds the number that the form must bring along.

const BITS = 16;

const form = document.querySelector("form[data-riddle]");
const button = form.querySelector("button[type=submit]");
const riddle = form.elements.riddle.value;
const text = new TextEncoder();

const solves = async (number) => {
  const bytes = text.encode(`${riddle}:${number}`);
  const digest = new DataView(await crypto.subtle.digest("SHA-256", bytes));
  return digest.getUint32(0) >>> (32 - BITS) === 0;
};

button.disabled = true;
let number = 0;
while (!(await solves(number))) number += 1;
form.elements.solution.value = number;
button.disabled = false;
