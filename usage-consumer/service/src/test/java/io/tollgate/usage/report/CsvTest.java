package io.tollgate.usage.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain | plain",
                "a,b | \"a,b\"",
                "say \"hi\" | \"say \"\"hi\"\"\"",
                "=1+1 | '=1+1",
                "+49 | '+49",
                "-x | '-x",
                "@SUM(A1) | '@SUM(A1)",
                "` =1` | `' =1`",
                "`\t=1` | `'\t=1`",
                "＝1+1 | '＝1+1",
                "＋1 | '＋1",
                "－1 | '－1",
                "＠SUM(A1) | '＠SUM(A1)",
                "｜x | '｜x",
                "％x | '％x",
                "﹦1 | '﹦1",
                "⁼1 | '⁼1",
                "−1 | '−1",
                "`\u00a0=1` | `'\u00a0=1`",
                "`\ufeff=1` | `'\ufeff=1`",
                "`\u200b＝1` | `'\u200b＝1`",
                "`\u3000＝1` | `'\u3000＝1`",
                "`\u0001=1` | `'\u0001=1`",
                "a＝b | a＝b",
                "日本 | 日本",
                "`=1,2` | `\"'=1,2\"`",
            })
    void shouldQuoteCellsAndDefuseFormulas(String value, String cell) {
        assertThat(Csv.line(List.of(value)).strip()).isEqualTo(cell.strip());
    }

    @Test
    void shouldWriteNumbersPlainlyAndNullAsNothing() {
        assertThat(Csv.line(Arrays.asList(new BigDecimal("1E+3"), new BigDecimal("-0.5"), null, 7)))
                .isEqualTo("1000,-0.5,,7\r\n");
    }
}
