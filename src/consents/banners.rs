//! Collection points with their purposes: `GET /banners`, `GET /banners/{display_id}`, `GET /banners/user/{user_id}`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::request::client::ConsentClient;
use crate::request::endpoint::{Endpoint, endpoints};
use crate::schema::shape::{Answer, Kind, Shape};

const NAMED: &Shape = &[("id", Kind::Text), ("name", Kind::Text)];

const ASSET: &Shape =
    &[("id", Kind::Text), ("name", Kind::Text), ("description", Kind::TextOrNull), ("asset_type", Kind::TextOrNull)];

/// The fields of every purpose, and those that only the detail has.
macro_rules! purpose {
    ($($more:tt)*) => {
        &[
            ("id", Kind::Text),
            ("name", Kind::Text),
            ("is_mandatory", Kind::Flag),
            ("expiry_period", Kind::TextOrNull),
            ("consented", Kind::Word),
            ("relationships", Kind::Data),
            $($more)*
        ]
    };
}

const PURPOSE: &Shape = purpose![];

const DETAILED_PURPOSE: &Shape = purpose![
    ("description", Kind::Optional(&Kind::TextOrNull)),
    ("data_elements", Kind::Optional(&Kind::ListOrNone(NAMED))),
    ("legal_entities", Kind::Optional(&Kind::ListOrNone(NAMED)))
];

/// The fields of every banner, and those that only some have.
macro_rules! banner {
    ($purpose:ident, $($more:tt)*) => {
        &[
            ("banner_id", Kind::Text),
            ("collection_point", Kind::Text),
            ("title", Kind::Text),
            ("asset", Kind::RecordOrNull(ASSET)),
            ("purposes", Kind::List($purpose)),
            ("data_elements", Kind::ListOrNone(NAMED)),
            ("legal_entities", Kind::ListOrNone(NAMED)),
            $($more)*
        ]
    };
}

const BANNER: &Shape = banner![PURPOSE, ("shown_to_principal", Kind::Optional(&Kind::Flag))];

const USER_BANNER: &Shape = banner![PURPOSE, ("shown_to_principal", Kind::Flag)];

const DETAIL: &Shape = banner![
    DETAILED_PURPOSE,
    ("shown_to_principal", Kind::Optional(&Kind::Flag)),
    ("version", Kind::Optional(&Kind::TextOrNull)),
    ("consent_type", Kind::Optional(&Kind::TextOrNull)),
    ("cookie_config", Kind::Any),
    ("organization", Kind::Optional(&Kind::RecordOrNull(ORGANIZATION))),
    ("organization_name", Kind::Optional(&Kind::TextOrNull)),
    ("banner_settings", Kind::Optional(&Kind::RecordOrNull(SETTINGS))),
    ("show_processors", Kind::Optional(&Kind::FlagOrNull)),
    ("cookie_data_elements", Kind::Any),
    ("processing_activities", Kind::Any)
];

const ORGANIZATION: &Shape = &[("name", Kind::Text), ("logo_url", Kind::TextOrNull)];

const SETTINGS: &Shape = &[
    ("primary_color", Kind::Optional(&Kind::TextOrNull)),
    ("action_button_text", Kind::Optional(&Kind::TextOrNull)),
    ("reject_all_text", Kind::Optional(&Kind::TextOrNull)),
    ("banner_title", Kind::Optional(&Kind::TextOrNull)),
    ("footer_text", Kind::Optional(&Kind::TextOrNull)),
];

endpoints! {
    pub(crate) LIST = Endpoint::new("listBanners", "GET", "/banners", Answer::List(BANNER));
    GET = Endpoint {
        id: "displayId",
        ..Endpoint::new("getBanner", "GET", "/banners/{display_id}", Answer::Record(DETAIL))
    };
    pub(crate) OF_USER = Endpoint {
        id: "userId",
        ..Endpoint::new("userBanners", "GET", "/banners/user/{user_id}", Answer::List(USER_BANNER))
    };
}

#[wasm_bindgen]
impl ConsentClient {
    /// Every collection point of the organisation: `GET /banners`.
    ///
    /// Each purpose says `"declined"`, which here means that nothing is recorded, not that anybody refused.
    ///
    /// @example
    /// ```js
    /// const banners = await client.listBanners();
    /// ```
    #[wasm_bindgen(js_name = listBanners, unchecked_return_type = "Promise<Banner[]>")]
    pub fn list_banners(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: JsValue,
    ) -> Promise {
        self.call(&LIST, &JsValue::UNDEFINED, &options)
    }

    /// One collection point with all that is needed to show it: `GET /banners/{banner_id}`.
    ///
    /// @param displayId - The collection point's display id, such as `"cp_signup_form"`; not its UUID.
    ///
    /// Rejects with `invalid_input` (the id cannot stand in an address) and `not_found`.
    ///
    /// @example
    /// ```js
    /// const { banner_settings } = await client.getBanner("cp_signup_form");
    /// ```
    #[wasm_bindgen(js_name = getBanner, unchecked_return_type = "Promise<BannerDetail>")]
    pub fn get_banner(
        &self,
        #[wasm_bindgen(js_name = displayId, unchecked_param_type = "string")] display_id: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: JsValue,
    ) -> Promise {
        self.call(&GET, &display_id, &options)
    }

    /// The collection points that a person has a record at, with the person's own states:
    /// `GET /banners/user/{user_id}`. Empty for a person without records. Consent words come as the API sends them.
    ///
    /// @param userId - The person's id in your application.
    ///
    /// Rejects with `invalid_input` and `bad_request`.
    ///
    /// @example
    /// ```js
    /// const banners = await client.userBanners("usr_asha");
    /// ```
    #[wasm_bindgen(js_name = userBanners, unchecked_return_type = "Promise<UserBanner[]>")]
    pub fn user_banners(
        &self,
        #[wasm_bindgen(js_name = userId, unchecked_param_type = "string")] user_id: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: JsValue,
    ) -> Promise {
        self.call(&OF_USER, &user_id, &options)
    }
}
