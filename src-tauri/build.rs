//! Tells cargo what the binary embeds, and lets Tauri prepare the window.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
    println!("cargo:rerun-if-changed=ui/dist");
    assert!(
        std::path::Path::new("ui/dist/index.html").exists(),
        "ui/dist is missing: build the dashboard first (./dev setup, or: cd ui && npm ci && npm run build)"
    );
    #[cfg(feature = "desktop")]
    {
        println!("cargo:rerun-if-changed=src-tauri/capabilities");
        println!("cargo:rerun-if-changed=tauri.conf.json");
        tauri_build::try_build(
            tauri_build::Attributes::new().capabilities_path_pattern("./src-tauri/capabilities/**/*").plugin(
                "hub",
                tauri_build::InlinedPlugin::new()
                    .commands(&[
                        "api_request",
                        "subscribe_events",
                        "session_storage",
                        "download",
                        "cancel_download",
                        "open_download",
                        "show_download",
                        "notify",
                    ])
                    .default_permission(tauri_build::DefaultPermissionRule::AllowAllCommands),
            ),
        )
        .expect("tauri-build");
    }
}
