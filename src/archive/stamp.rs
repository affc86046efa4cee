//! The one time that all entries carry, as a zip says it.

/// Seconds from 1970-01-01 to 1980-01-01, where the time of zips begins.
const FIRST: i64 = 315_532_800;
/// 2107-12-31 23:59:58, where it ends.
const LAST: i64 = 4_354_819_198;

/// A date and a time of day in the two 16-bit words of a zip; 1980-01-01 00:00:00 unless told otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    pub(super) date: u16,
    pub(super) time: u16,
}

impl Default for Stamp {
    fn default() -> Self {
        Self::from_seconds(FIRST)
    }
}

impl Stamp {
    /// A moment in seconds since 1970-01-01, UTC, as `SOURCE_DATE_EPOCH` has it.
    ///
    /// A moment that a zip cannot say becomes the nearest one that it can.
    pub fn from_epoch(seconds: u64) -> Self {
        Self::from_seconds(i64::try_from(seconds).unwrap_or(LAST))
    }

    fn from_seconds(seconds: i64) -> Self {
        let seconds = seconds.clamp(FIRST, LAST);
        let (year, month, day) = date_of(seconds.div_euclid(86_400));
        let second = seconds.rem_euclid(86_400);
        let word = |value: i64| u16::try_from(value).unwrap_or(u16::MAX);
        Self {
            date: word((year - 1980) << 9 | month << 5 | day),
            time: word((second / 3_600) << 11 | (second / 60 % 60) << 5 | (second % 60 / 2)),
        }
    }
}

/// Year, month and day of a day counted from 1970-01-01, by years that begin in March.
fn date_of(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(seconds: u64) -> (u16, u16) {
        let stamp = Stamp::from_epoch(seconds);
        (stamp.date, stamp.time)
    }

    #[test]
    fn dates_are_those_of_the_calendar() {
        assert_eq!(words(315532800), (0b10_0001, 0));
        assert_eq!(Stamp::default().date, 0b10_0001);
        // 2024-02-29 12:34:56.
        assert_eq!(
            words(1709210096),
            (44 << 9 | 2 << 5 | 29, 12 << 11 | 34 << 5 | 28)
        );
        // 1999-12-31 23:59:59 loses its odd second.
        assert_eq!(
            words(946684799),
            (19 << 9 | 12 << 5 | 31, 23 << 11 | 59 << 5 | 29)
        );
    }

    #[test]
    fn what_a_zip_cannot_say_is_the_nearest_that_it_can() {
        assert_eq!(words(0), words(315532800));
        assert_eq!(
            words(u64::MAX),
            (127 << 9 | 12 << 5 | 31, 23 << 11 | 59 << 5 | 29)
        );
    }
}
