//! Words that say little of what a text is about.

/// English function words, folded: articles, pronouns, prepositions, conjunctions, auxiliaries.
const ENGLISH: &str = "a about above after again against all also although am among an and any are as at be \
    because been before being below between both but by can cannot could did do does doing down during each \
    either else ever every few for from further had has have having he her here hers herself him himself his \
    how however i if in into is it its itself just may me might mine more most much must my myself neither no \
    nor not now of off on once one only onto or other others our ours ourselves out over own per rather same \
    shall she should since so some such than that the their theirs them themselves then there these they this \
    those though through thus to too toward towards under until up upon us very was we were what when where \
    whether which while who whom whose why will with within without would yet you your yours yourself";

/// Whether a folded word is one of them.
pub fn is_stop_word(word: &str) -> bool {
    ENGLISH.split_ascii_whitespace().any(|stop| stop == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_are_and_others_are_not() {
        assert!(
            ["the", "yourself", "a"]
                .iter()
                .all(|word| is_stop_word(word))
        );
        assert!(
            ["regime", "th", "the a", ""]
                .iter()
                .all(|word| !is_stop_word(word))
        );
    }
}
