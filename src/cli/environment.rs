//! What the environment says about the terminal and its characters. Nothing is asked of the terminal itself: the first
//! frame waits for no answer.

use crate::app::{
    settings::{Depth, When},
    theme::Ground,
};
use crate::text::bidi::Order;
use std::env;

/// How many colours to use.
pub fn depth(when: When) -> Depth {
    let variable = |name| env::var(name).unwrap_or_default();
    depth_of(
        when,
        &variable("NO_COLOR"),
        &variable("COLORTERM"),
        &variable("TERM"),
    )
}

/// What the terminal's ground is, as far as the environment knows.
pub fn ground() -> Ground {
    ground_of(&env::var("COLORFGBG").unwrap_or_default())
}

/// In which order the terminal wants words that are written from right to left.
pub fn order() -> Order {
    order_of(|name| env::var(name).unwrap_or_default())
}

/// What of the terminals is known to turn words itself; the others show what they are sent. Those built on VTE turn
/// it too, unless they are told not to, which every terminal is that is sent visual order.
fn order_of(variable: impl Fn(&str) -> String) -> Order {
    let is_set = |name| !variable(name).is_empty();
    let term = variable("TERM");
    let program = variable("TERM_PROGRAM");
    // What is between the program and the terminal, which shows every cell where it was put. The variables of the
    // terminal around it are still set.
    let is_within =
        is_set("TMUX") || is_set("STY") || ["tmux", "screen"].iter().any(|it| term.starts_with(it));
    if is_within || is_set("VTE_VERSION") {
        Order::Visual
    } else if is_set("KITTY_WINDOW_ID") || term == "xterm-kitty" {
        Order::Words
    } else if is_set("KONSOLE_VERSION") || program == "Apple_Terminal" {
        Order::Logical
    } else {
        Order::Visual
    }
}

/// Whether the terminal says that it can do nothing but print, or says nothing at all.
pub fn is_dumb() -> bool {
    let variable = |name| env::var(name).unwrap_or_default();
    is_dumb_in(&variable("TERM"), &variable("COLORTERM"))
}

fn is_dumb_in(term: &str, colorterm: &str) -> bool {
    term == "dumb" || term.is_empty() && colorterm.is_empty()
}

/// Whether the locale has all characters, not ASCII alone.
pub fn has_unicode() -> bool {
    let variables = ["LC_ALL", "LC_CTYPE", "LANG"];
    has_unicode_in(variables.map(|name| env::var(name).unwrap_or_default()))
}

/// The first variable that says something holds. Where none does, as on Windows and in many containers,
/// nothing is known of the terminal, and most show all characters.
fn has_unicode_in(variables: [String; 3]) -> bool {
    let locale = variables.into_iter().find(|locale| !locale.is_empty());
    locale.is_none_or(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

fn depth_of(when: When, no_color: &str, colorterm: &str, term: &str) -> Depth {
    let told = told(colorterm, term);
    match when {
        When::Never => Depth::None,
        When::Sixteen => Depth::Sixteen,
        When::Indexed => Depth::Indexed,
        When::True => Depth::True,
        When::Always if told == Depth::None => Depth::Sixteen,
        When::Auto if !no_color.is_empty() => Depth::None,
        When::Always | When::Auto => told,
    }
}

fn told(colorterm: &str, term: &str) -> Depth {
    const TRUE_COLOR: [&str; 6] = [
        "kitty",
        "ghostty",
        "foot",
        "alacritty",
        "wezterm",
        "contour",
    ];
    if term == "dumb" || term.is_empty() {
        Depth::None
    } else if matches!(colorterm, "truecolor" | "24bit")
        || term.ends_with("-direct")
        || TRUE_COLOR.iter().any(|name| term.contains(name))
    {
        Depth::True
    } else if term.contains("256color") {
        Depth::Indexed
    } else {
        Depth::Sixteen
    }
}

/// `COLORFGBG` is `text;ground` or `text;other;ground`, numbers of the 16 colours: 7 and those from
/// 9 on are light.
fn ground_of(colorfgbg: &str) -> Ground {
    match colorfgbg
        .rsplit(';')
        .next()
        .and_then(|ground| ground.parse::<u8>().ok())
    {
        Some(7 | 9..=15) => Ground::Light,
        _ => Ground::Dark,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_color_counts_only_where_nothing_else_is_asked_for() {
        assert_eq!(depth_of(When::Auto, "1", "truecolor", "xterm"), Depth::None);
        assert_eq!(
            depth_of(When::Always, "1", "truecolor", "xterm"),
            Depth::True
        );
        assert_eq!(depth_of(When::Auto, "", "truecolor", "xterm"), Depth::True);
    }

    #[test]
    fn a_terminal_that_says_nothing_of_itself_is_taken_for_a_dumb_one() {
        assert!(is_dumb_in("dumb", "truecolor"));
        assert!(is_dumb_in("", ""));
        assert!(!is_dumb_in("", "truecolor"));
        assert!(!is_dumb_in("vt100", ""));
    }

    #[test]
    fn the_terminals_name_says_how_many_colours_it_has() {
        assert_eq!(
            depth_of(When::Auto, "", "", "xterm-256color"),
            Depth::Indexed
        );
        assert_eq!(depth_of(When::Auto, "", "", "xterm-kitty"), Depth::True);
        assert_eq!(depth_of(When::Auto, "", "", "linux"), Depth::Sixteen);
        assert_eq!(depth_of(When::Auto, "", "", "dumb"), Depth::None);
        assert_eq!(depth_of(When::Always, "", "", "dumb"), Depth::Sixteen);
    }

    #[test]
    fn the_order_is_what_the_nearest_terminal_needs() {
        let order = |set: &[(&str, &str)]| {
            let value = |name: &str| {
                let found = set.iter().find(|(it, _)| *it == name);
                found.map_or(String::new(), |(_, value)| (*value).to_owned())
            };
            order_of(value)
        };
        let konsole = ("KONSOLE_VERSION", "230804");
        assert_eq!(order(&[("TERM", "xterm-256color")]), Order::Visual);
        assert_eq!(order(&[("VTE_VERSION", "7600")]), Order::Visual);
        assert_eq!(order(&[konsole]), Order::Logical);
        assert_eq!(order(&[("TERM_PROGRAM", "Apple_Terminal")]), Order::Logical);
        assert_eq!(order(&[("KITTY_WINDOW_ID", "1")]), Order::Words);
        assert_eq!(order(&[("TERM", "xterm-kitty")]), Order::Words);
        // tmux in Konsole and in kitty.
        assert_eq!(order(&[konsole, ("TMUX", "/tmp/tmux,1,0")]), Order::Visual);
        let inner = [("TERM", "tmux-256color"), ("KITTY_WINDOW_ID", "1")];
        assert_eq!(order(&inner), Order::Visual);
    }

    #[test]
    fn the_first_variable_that_is_set_says_which_characters_there_are() {
        let has = |variables: [&str; 3]| has_unicode_in(variables.map(str::to_owned));
        assert!(has(["", "", "en_US.UTF-8"]) && has(["C.utf8", "C", "C"]) && has(["", "", ""]));
        assert!(!has(["C", "", "en_US.UTF-8"]) && !has(["", "de_DE.ISO-8859-1", "C.UTF-8"]));
        assert!(!has(["", "", "POSIX"]));
    }

    #[test]
    fn a_light_ground_is_known_by_its_number() {
        assert_eq!(ground_of("0;15"), Ground::Light);
        assert_eq!(ground_of("0;default;15"), Ground::Light);
        assert_eq!(ground_of("15;0"), Ground::Dark);
        assert_eq!(ground_of(""), Ground::Dark);
    }
}
