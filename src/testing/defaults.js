// What there is where nothing is given: a small shop with two collection points, and one person. What she approved does
// not run out, so that a test passes in any year.

const SHOP = { id: "f1e2d3c4-b5a6-7890-abcd-123456789013", name: "Acme Shop", description: "The online shop", asset_type: "website" };

export const organization = {
  name: "Acme Corp Ltd",
  dpo: {
    id: "1a2b3c4d-0000-0000-0000-000000000001",
    full_name: "Alex Singh",
    email: "dpo@acmecorp.com",
    appointment_date: null,
    qualifications: null,
    responsibilities: null,
    created_at: "2026-01-15T09:00:00",
    updated_at: "2026-04-01T12:00:00",
  },
  data_elements: { "de-name": "Full Name", "de-mobile": "Mobile Number", "de-address": "Delivery Address", "de-orders": "Order History" },
  legal_entities: { "le-acme": "Acme Corp Ltd", "le-parcel": "Swift Parcel Logistics Pvt Ltd" },
};

/** A purpose by its number, whose data the company has, and the courier where it delivers. */
const purpose = (number, name, more, data_elements, others = []) => ({
  id: `9c1e6f30-4a52-4d7b-8b11-60d2f7a3c${number}`,
  name,
  relationships: { data_elements, legal_entities: ["le-acme", ...others] },
  ...more,
});

export const points = [
  {
    id: "5f0c2a77-9d14-4b8e-a6c3-1e27d4b90a01",
    display_id: "cp_orders_delivery",
    title: "Orders and delivery",
    description: "Asked at the checkout of the online shop",
    consent_type: "explicit",
    asset: SHOP,
    settings: { banner_settings: { banner_title: "How we use your order data", action_button_text: "Save my choices" } },
    purposes: [
      purpose(101, "Deliver your orders", { is_mandatory: true, purpose_type: "essential" }, ["de-name", "de-address"], ["le-parcel"]),
      purpose(102, "Delivery updates on your phone", { purpose_type: "communication" }, ["de-mobile"], ["le-parcel"]),
      purpose(103, "Recommendations from past orders", { purpose_type: "personalisation", expiry_period: "6 Months" }, ["de-orders"]),
      purpose(104, "Share orders with partner brands", { purpose_type: "sharing", expiry_period: "1 Year" }, ["de-orders"]),
    ],
  },
  {
    id: "5f0c2a77-9d14-4b8e-a6c3-1e27d4b90a02",
    display_id: "cp_newsletter",
    title: "Newsletter",
    description: "Asked at the foot of every page",
    consent_type: "explicit",
    asset: SHOP,
    purposes: [purpose(201, "News and offers by e-mail", { purpose_type: "marketing", expiry_period: "1 Year" }, ["de-name"])],
  },
];

export const people = [
  {
    user_id: "usr_asha",
    name: "Asha Verma",
    consents: [
      {
        id: "2b8f4c06-7d31-4e59-a0b2-93c5d1e60a01",
        at: "cp_orders_delivery",
        action: "partial_consent",
        purposes: Object.fromEntries(
          points[0].purposes.slice(0, 3).map(({ id }, index) => [id, index < 2 ? "approved" : "declined"]),
        ),
        timestamp: "2026-04-02T11:58:40.904412",
        request_id: "2b8f4c06-7d31-4e59-a0b2-93c5d1e60b01",
      },
    ],
    grievances: [
      {
        id: "6b0d5c1e-3a7f-4c92-8d14-2f9e60ab1102",
        ticket_id: "GRV-91F4D3A8",
        subject: "My delivery address is wrong",
        description: "Two parcels went to my old flat. Please correct the address in every system, the courier's too.",
        category: "rectification",
        status: "in_progress",
        created_at: "2026-05-06T07:42:00",
        updated_at: "2026-05-08T12:00:00",
      },
    ],
    nominees: [
      {
        id: "2e7c9f14-58b3-4a06-9c7d-4b1f8e2d7a01",
        nominee_name: "Rohan Verma",
        nominee_email: "rohan.verma@example.in",
        nominee_mobile: "+919810012345",
        relationship: "spouse",
        purpose_of_appointment: "To exercise my rights if I cannot do it myself",
        status: "verified",
        verified_at: "2026-01-22T09:00:00",
        created_at: "2026-01-20T05:30:00",
        updated_at: "2026-01-22T09:00:00",
      },
    ],
  },
];
