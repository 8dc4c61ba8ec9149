// What makes the desk quicker to use. Everything works without it.
"use strict";

document.documentElement.classList.add("scripted");
