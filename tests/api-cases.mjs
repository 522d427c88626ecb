// What the documented API answers, call by call: the embedded server and the API in memory are both held to it.

const ORDERS = "/consent/cp_orders_delivery/consent";
const STATUS = "/api/v1/external/consents/user-status";
const FORM = { "Content-Type": "text/plain" };

const get = (path, status = 200) => ({ method: "GET", path, status });
const send = (method, path, body, status, headers) => ({ method, path, body, status, headers });
const post = (path, body, status = 201, headers) => send("POST", path, body, status, headers);
const put = (path, body, status = 200) => send("PUT", path, body, status);
const del = (path, status = 200) => ({ method: "DELETE", path, status });

const statusOf = (userId, status) => get(`${STATUS}?userId=${userId}`, status);
/** Everything there is to see of a person. */
const stateOf = (userId) => [get(`/banners/user/${userId}`), statusOf(userId), get(`/grievance/user/${userId}`), get(`/nominee/user/${userId}`)];

/** The four purposes of the orders point, of which the first is mandatory, with these words, `-` for one that is left out. */
const orders = (...words) =>
  words.map((consented, index) => ({ id: `9c1e6f30-4a52-4d7b-8b11-60d2f7a3c10${index + 1}`, name: "Mine", consented, is_mandatory: index === 0 }))
    .filter(({ consented }) => consented !== "-");
const loyalty = (...words) => words.map((consented, index) => ({ id: `9c1e6f30-4a52-4d7b-8b11-60d2f7a3c50${index + 1}`, consented }));
const decision = (userId, action, purposes, more) => ({ userId, action, purposes, ...more });
const ALL = orders("approved", "approved", "approved", "approved");
const SOME = orders("approved", "declined", "approved", "declined");
const NONE = orders("declined", "declined", "declined", "declined");

const ticket = { client_user_id: "usr_t", subject: "Copy", description: "All of it, please.", category: "access" };
const nominee = {
  user_id: "usr_n",
  nominee_name: "Jane Doe",
  nominee_email: "jane@example.com",
  nominee_mobile: "+919876543210",
  relationship: "spouse",
};
const ASHAS_TICKET = "/grievance/GRV-91F4D3A8";
const ASHAS_NOMINEE = "/nominee/2e7c9f14-58b3-4a06-9c7d-4b1f8e2d7a01";
const own = (path) => ([made]) => `${path}/${made.ticket_id ?? made.id}`;

/** A case for each: its name, who asks (an admin key where nothing else is said), and the requests. */
const each = (list, made) => list.map(made);

export const cases = [
  // Reading.
  ["every collection point, in their order", [get("/banners")]],
  ...each(["cp_orders_delivery", "cp_website_signup", "mobile-app", "cp_loyalty_card", "cp_payment_notice"], (id) => [
    `the detail of ${id}`, [get(`/banners/${id}`)],
  ]),
  ["the detail goes by the display id", [get("/banners/a1b2c3d4-e5f6-7890-abcd-ef1234567890", 404), get("/banners/unknown", 404), get("/banners/user", 404)]],
  ...each(["usr_asha", "usr_meera", "usr_tomas", "usr_fatima", "usr_ravi", "usr_ingrid", "usr_abc123"], (id) => [
    `where ${id} stands`, stateOf(id),
  ]),
  ["a person without records", [get("/banners/user/usr_new"), statusOf("usr_new", 404), get("/grievance/user/usr_new"), get("/nominee/user/usr_new")]],
  ["ids are decoded, once", [
    get("/banners/user/usr%5Fasha"), get("/banners/user/usr%255Fasha"), get("/banners/user/usr%zz"), get("/banners/user/%E0%A4%86%2F%E0%A4%86"),
    statusOf("usr%5Fasha"),
  ]],
  ["an id that is no text", [get("/banners/user/%ff", 400), put("/nominee/%C3%28", { status: "x" }, 400)]],
  ["the status needs a person", [get(STATUS, 400), get(`${STATUS}?userId=`, 400), get(`${STATUS}?user_id=usr_asha`, 400)]],
  ["the first of two persons counts", [get(`${STATUS}?userId=usr_asha&userId=usr_new`), get(`${STATUS}?x=1&userId=usr_asha`)]],
  ["the officer", [get("/dpo")]],
  ["a person who is called as another call", [get("/nominee/user/dpo"), get("/grievance/user/banners"), get("/banners/user/banners"), get("/banners/dpo", 404)]],

  // Who asks.
  ...each(["nobody", "a stranger"], (who) => [
    `${who} is refused`,
    [get("/banners", 401), get("/banners/user/usr_asha", 401), statusOf("usr_asha", 401), get("/dpo", 401), post("/grievance", ticket, 401), post("/grievance", "{", 401),
      del(ASHAS_NOMINEE, 401)],
    who,
  ]),
  ["a consent-scoped key may do all but read the status",
    [get("/banners/user/usr_asha"), get("/dpo"), statusOf("usr_asha", 403), get(STATUS, 403), post(ORDERS, decision("usr_scoped", "approved"))], "the page"],
  ["an admin key without its organisation", [statusOf("usr_asha", 400), get(STATUS, 400), get("/dpo")], "no organisation"],
  ["an admin key with another organisation", [statusOf("usr_asha", 400)], "another organisation"],
  ["a session reads its own records", stateOf("usr_asha"), "Asha"],
  ["a session reads nobody else's",
    [get("/banners/user/usr_meera", 403), statusOf("usr_meera", 403), get(STATUS, 400), get("/grievance/user/usr_meera", 403), get("/nominee/user/usr_meera", 403)],
    "Asha"],
  ["a session writes for nobody else", [
    post(ORDERS, decision("usr_meera", "approved"), 403), post("/grievance", ticket, 403), post("/nominee", nominee, 403), post("/nominee", {}, 400),
    put("/grievance/GRV-A1B2C3D4", { status: "withdrawn" }, 403), del("/nominee/2c624232-cdd9-4b86-8e4b-ceecc17d69a4", 403),
  ], "Asha"],
  ["a session withdraws its ticket, and sets no other status", [
    put(ASHAS_TICKET, { status: "resolved" }, 403), put(ASHAS_TICKET, {}, 400), put(ASHAS_TICKET, { attachment_url: "https://example.com/a" }),
    put(ASHAS_TICKET, { status: "withdrawn" }), get("/grievance/user/usr_asha"),
  ], "Asha"],
  ["a session verifies no nominee", [
    put(ASHAS_NOMINEE, { status: "verified" }, 403), put(ASHAS_NOMINEE, { status: null }, 400), put(ASHAS_NOMINEE, { relationship: "partner" }),
    get("/nominee/user/usr_asha"),
  ], "Asha"],

  // Deciding.
  ...each([
    ["approved", ALL, 201],
    ["Approved", orders("accepted", "accepted", "accepted", "accepted"), 201],
    ["declined", NONE, 201],
    ["partial_consent", SOME, 201],
    ["Partially Consented", SOME, 201],
    ["partially-consented", SOME, 201],
    ["revoked", NONE, 201],
    ["revoked", SOME, 201],
    ["No Action", NONE, 201],
    ["noAction", orders("shown", "shown", "shown", "shown"), 201],
    ["notice_shown", orders("shown", "shown", "shown", "shown"), 201],
    ["approved", orders("approved", "-", "approved"), 201],
    ["approved", undefined, 201],
    ["Declined", null, 201],
    ["revoked", [], 201],
    ["no_action", undefined, 201],
  ], ([action, purposes], at) => [
    `"${action}" over ${purposes ? purposes.map(({ consented }) => consented).join(", ") || "no purpose" : purposes}`,
    [post(ORDERS, decision(`usr_d${at}`, action, purposes)), get(`/banners/user/usr_d${at}`), statusOf(`usr_d${at}`)],
  ]),
  ...each([
    ["approved", SOME, "a refused purpose"],
    ["approved", orders("shown", "approved"), "a shown purpose"],
    ["declined", SOME, "an accepted purpose"],
    ["declined", ALL, "every purpose accepted"],
    ["revoked", ALL, "nothing refused"],
    ["partial_consent", ALL, "every purpose accepted"],
    ["partial_consent", NONE, "none accepted"],
    ["partial_consent", undefined, "no purposes"],
    ["no_action", ALL, "every purpose accepted"],
    ["notice_shown", orders("-", "approved"), "one accepted"],
    ["partial_consent", orders("declined", "approved"), "the mandatory purpose refused"],
    ["maybe", ALL, "a word that nobody knows"],
    ["", ALL, "no word"],
    [7, ALL, "a number"],
  ], ([action, purposes, what]) => [
    `"${action}" with ${what} contradicts itself`,
    [post(ORDERS, decision("usr_refused", action, purposes), 400), get("/banners/user/usr_refused")],
  ]),
  ["purposes that nobody is asked for do not count", each([
    ["Approved", ["accepted", "accepted", "accepted", "shown"], 201],
    ["Approved", ["accepted", "accepted", "accepted", "declined"], 201],
    ["Approved", ["accepted", "accepted", "shown", "shown"], 400],
    ["Declined", ["declined", "declined", "declined", "shown"], 201],
    ["Partially Consented", ["accepted", "accepted", "accepted", "declined"], 400],
    ["Partially Consented", ["declined", "declined", "declined", "accepted"], 400],
    ["revoked", ["declined", "accepted", "declined", "shown"], 400],
  ], ([action, words, status]) => post("/consent/cp_loyalty_card/consent", decision("usr_loyal", action, loyalty(...words)), status))],
  ["a purpose that cannot be read", each([
    "text", 7, {}, [7], [null], [{}], [{ id: 7, consented: "approved" }], [{ id: "nowhere", consented: "approved" }],
    [{ ...ALL[1], consented: "yes" }], [{ ...ALL[1], consented: true }], [{ ...ALL[1], is_mandatory: "no" }], [{ ...ALL[1], is_mandatory: null }],
    [{ ...ALL[1], name: 7 }], [{ ...ALL[1], purpose_type: ["x"] }], [ALL[1], ALL[1]],
  ], (purposes) => post(ORDERS, decision("usr_refused", "approved", purposes), 400))],
  ["purposes keep the point's order and names, and the type that is sent", [
    post(ORDERS, decision("usr_order", "approved", [{ ...ALL[2], purpose_type: "contact" }, { ...ALL[0], name: null }, { ...ALL[1], purpose_type: null }])),
  ]],
  ["the point by its id or its display id", [
    post("/consent/5f0c2a77-9d14-4b8e-a6c3-1e27d4b90a01/consent", decision("usr_point", "approved")), post(ORDERS, decision("usr_point", "declined")),
    statusOf("usr_point"), post("/consent/unknown/consent", decision("usr_point", "approved"), 404),
  ]],
  ["the same request again gives the first record, whatever else it says", [
    post(ORDERS, decision("usr_again", "approved", ALL, { requestId: "r-1" })), post(ORDERS, decision("usr_again", "declined", NONE, { requestId: "r-1" })),
    post("/consent/unknown/consent", { userId: "usr_again", requestId: "r-1" }), statusOf("usr_again"),
    post(ORDERS, decision("usr_other", "approved", ALL, { requestId: "r-1" }), 409), statusOf("usr_other", 404),
  ]],
  ["a request id is text, or null", [
    post(ORDERS, decision("usr_id", "approved", ALL, { requestId: null })), post(ORDERS, decision("usr_id", "approved", ALL, { requestId: 7 }), 400),
    post(ORDERS, decision("usr_id", "approved", ALL, { requestId: " " }), 400),
  ]],
  ["what is sent beside the documented members is kept", [
    post(ORDERS, decision("usr_kept", "Approved", ALL, {
      language: "ta-IN", consentLanguage: "ta", collectionPointVersion: "v2.0", consentTimestamp: "2026-11-20T10:00:00Z", assetId: "a-1", source: "web",
      unknown: [1], metadata: { button_used: "accept_all", deep: { a: [1.5, null] } },
    })),
    statusOf("usr_kept"),
    post(ORDERS, decision("usr_kept", "declined", null, { collectionPointVersion: 3, language: null, metadata: null })), statusOf("usr_kept"),
  ]],
  ["what is kept must be of its kind", each(
    [{ language: ["ta"] }, { collectionPointVersion: {} }, { source: true }, { metadata: "x" }, { metadata: [1] }],
    (more) => post(ORDERS, decision("usr_refused", "approved", ALL, more), 400),
  )],
  ["the last record counts, and is told at once", [
    get("/banners/user/usr_fatima"), post(ORDERS, decision("usr_fatima", "declined", NONE)), post(ORDERS, decision("usr_fatima", "approved", ALL)), ...stateOf("usr_fatima"),
  ]],
  ["of several problems the first one is told", [
    post(ORDERS, {}, 400), post(ORDERS, { userId: "u", requestId: 7 }, 400), post("/consent/unknown/consent", { userId: "u" }, 404), post(ORDERS, { userId: "u" }, 400),
    post(ORDERS, { userId: "u", action: "approved", purposes: 7, metadata: 7 }, 400), post(ORDERS, { userId: "u", action: "maybe", metadata: 7 }, 400),
  ]],

  // Grievances.
  ["a ticket is filed, changed and listed", [
    post("/grievance", ticket), put(own("/grievance"), { status: "in_progress", attachment_url: "https://example.com/a.pdf" }),
    put(own("/grievance"), { attachment_url: null }), put(own("/grievance"), { status: "withdrawn", subject: "Ignored" }), get("/grievance/user/usr_t"),
  ]],
  ["the newest ticket comes first", [
    post("/grievance", { ...ticket, client_user_id: "usr_many" }), post("/grievance", { ...ticket, client_user_id: "usr_many", subject: "Second" }),
    post("/grievance", { ...ticket, client_user_id: "usr_many", subject: "Third", attachment_url: "x" }), get("/grievance/user/usr_many"),
  ]],
  ["a ticket that is not there", [put("/grievance/GRV-00000000", { status: "open" }, 404), put("/grievance/unknown", {}, 404)]],
  ["a ticket goes by its ticket id", [put("/grievance/6b0d5c1e-3a7f-4c92-8d14-2f9e60ab1102", { status: "open" }, 404)]],
  ...each(Object.keys(ticket), (field) => [`a ticket needs its ${field}`, each(
    [undefined, null, "", " \t\u00a0\u2003", 5, ["x"]], (bad) => post("/grievance", { ...ticket, [field]: bad }, 400),
  )]),
  ["blank is what Unicode calls so", [
    post("/grievance", { ...ticket, subject: "\u0085" }, 400), post("/grievance", { ...ticket, client_user_id: "usr_bom", subject: "\ufeff" }), get("/grievance/user/usr_bom"),
  ]],
  ["an attachment is text, or null", each(
    [[7, 400], ["", 400], [null, 201], ["anything", 201]], ([attachment_url, status]) => post("/grievance", { ...ticket, attachment_url }, status),
  )],
  ["a ticket's change needs a member that can be changed", each(
    [{}, { subject: "x" }, { status: null }, { status: "" }, { attachment_url: 7 }, { status: 7, attachment_url: null }],
    (body) => put(ASHAS_TICKET, body, 400),
  )],

  // Nominees.
  ["a nominee is registered, changed and deleted", [
    post("/nominee", nominee), put(own("/nominee"), { status: "active", purpose_of_appointment: "In case of death" }),
    put(own("/nominee"), { nominee_name: "Jo", nominee_email: "jo@example.com", nominee_mobile: "1", relationship: "sibling", purpose_of_appointment: null }),
    get("/nominee/user/usr_n"), del(own("/nominee")), del(own("/nominee"), 404), put(own("/nominee"), { status: "x" }, 404), get("/nominee/user/usr_n"),
  ]],
  ["the newest nominee comes first", [post("/nominee", nominee), post("/nominee", { ...nominee, nominee_name: "Second" }), get("/nominee/user/usr_n")]],
  ["a nominee that is not there", [put("/nominee/unknown", { status: "x" }, 404), del("/nominee/unknown", 404), put("/nominee/unknown", {}, 404)]],
  ...each(Object.keys(nominee), (field) => [`a nominee needs its ${field}`, each(
    [undefined, null, "", "  ", 5, {}], (bad) => post("/nominee", { ...nominee, [field]: bad }, 400),
  )]),
  ["a nominee's address has two ends and no gap", each(
    [["x", 400], ["@b", 400], ["a@", 400], ["a b@c", 400], ["a@b\u2003", 400], ["a@b", 201], ["a@b@c", 201], ["\u00fc@b\nc", 400]],
    ([nominee_email, status]) => post("/nominee", { ...nominee, user_id: "usr_mail", nominee_email }, status),
  )],
  ["a nominee's change needs a member that can be changed", each(
    [{}, { id: "x" }, { status: 1 }, { nominee_name: " " }, { nominee_email: "x" }, { purpose_of_appointment: 7 }, { user_id: "usr_other" }],
    (body) => put(ASHAS_NOMINEE, body, 400),
  )],

  // Bodies.
  ...each([["/grievance", post], ["/nominee", post], [ORDERS, post], [ASHAS_TICKET, put], [ASHAS_NOMINEE, put], ["/nominee/unknown", put]], ([path, write]) => [
    `a body for ${path} that is no JSON object`,
    each(["", "{", "[]", "null", "7", "{} {}", '{"a":"\\ud800"}', '{"\\udc00":1}', "{'a':1}", '{"a":1e999}', "\ufeff{}"], (body) => write(path, body, 400)),
  ]),
  ["a body that is not called JSON", [post("/grievance", "{}", 415, FORM), post(ORDERS, "{", 415, FORM), post("/nominee", "{}", 415, { "Content-Type": "" })]],
  ["a body that is called JSON in other words", each(
    ["application/json; charset=utf-8", "Application/JSON", "application/problem+json"],
    (type) => post("/grievance", JSON.stringify(ticket), 201, { "Content-Type": type }),
  )],
  ["a body of more than 64 KB", [
    post("/grievance", { ...ticket, description: "x".repeat(64 * 1024) }, 413), post("/grievance", { ...ticket, description: "\u0b85".repeat(22 * 1024) }, 413),
    post("/grievance", "x".repeat(64 * 1024 + 1), 413), post("/grievance", "x".repeat(64 * 1024), 400),
  ]],
  ["a member twice: the last counts", [post("/grievance", `{"subject":7,${JSON.stringify(ticket).slice(1)}`)]],
  ["a member called __proto__ is a member", [
    post(ORDERS, `{"userId":"usr_proto","action":"approved","metadata":{"__proto__":{"a":1},"constructor":2}}`), statusOf("usr_proto"),
    post("/grievance", `{"__proto__":${JSON.stringify(ticket)}}`, 400),
  ]],
];
