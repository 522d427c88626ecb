// Stands for an analytics tag: it sets a cookie, and says what it counted.

const before = Number(document.cookie.match(/(?:^|; )visits=(\d+)/)?.[1] ?? 0);
document.cookie = `visits=${before + 1}; SameSite=Lax; Max-Age=31536000`;
document.getElementById("visits").textContent = `Visits of this browser since you allowed it: ${before + 1}.`;
