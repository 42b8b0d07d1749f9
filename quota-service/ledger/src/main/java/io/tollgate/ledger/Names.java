package io.tollgate.ledger;

/** What may name things; checked by hand because every request passes here. */
public final class Names {

    private static final int LONGEST_ACCOUNT = 128;
    private static final int LONGEST_RESERVATION_ID = 64;
    private static final int LONGEST_ALLOWANCE_ID = 256;

    private Names() {}

    /** Returns {@code account}, or throws IllegalArgumentException when it cannot be one. */
    public static String requireAccount(String account) {
        if (!consistsOf(account, LONGEST_ACCOUNT, true)) {
            throw new IllegalArgumentException("an account has 1 to 128 letters, digits, '.', '_' or '-'");
        }
        return account;
    }

    static boolean isReservationId(String value) {
        return consistsOf(value, LONGEST_RESERVATION_ID, false);
    }

    static void requireAllowanceId(String id) {
        if (!isAllowanceId(id)) {
            throw new IllegalArgumentException("an allowance's id has 1 to 256 characters and does not start with '#'");
        }
    }

    private static boolean isAllowanceId(String value) {
        if (value == null || value.isEmpty() || value.length() > LONGEST_ALLOWANCE_ID || value.charAt(0) == '#') {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean consistsOf(String value, int longest, boolean dots) {
        if (value == null || value.isEmpty() || value.length() > longest) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean digit = c >= '0' && c <= '9';
            if (!letter && !digit && c != '_' && c != '-' && !(dots && c == '.')) {
                return false;
            }
        }
        return true;
    }
}
