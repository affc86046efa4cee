/// How the state of a SCO is coded.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct State {
    /// Bits of a key: 24, 22 or 20.
    pub(crate) width: u8,
    /// What makes all keys differ.
    pub(crate) salt: u8,
    /// The longest state that a learner can reach, in characters.
    pub(crate) worst: usize,
}
