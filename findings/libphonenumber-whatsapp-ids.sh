#!/usr/bin/env bash
# How libphonenumber 9.0.43 (com.googlecode.libphonenumber, Java) judges numbers that WhatsApp and people still use.
#
# The output below shows:
# - Mexico's 521 numbers, which WhatsApp's webhooks contain as "from", are TOO_LONG; so are 044, 045 and 01 in front of ten
#   digits, which people in Mexico dialled until 2019 and still have in their address books.
# - Numbers of Benin from before the change of 2024, which WhatsApp accounts may still have, are TOO_SHORT.
# - Nine digits of a Brazilian mobile number without the area code are IS_POSSIBLE, not IS_POSSIBLE_LOCAL_ONLY, so a check
#   with isPossibleNumber accepts a number that cannot be reached. Argentina's "15" number without an area code passes as
#   well, with 15 as its area code.
# - In Argentina the area code of a mobile number is counted as three digits, including the 9.
#
# Needs Maven and a JDK of at least 11. Fails when any of these results changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mvn -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
  -Dartifact=com.googlecode.libphonenumber:libphonenumber:9.0.43 -DoutputDirectory="$work"
cat > "$work/Ask.java" <<'JAVA'
import com.google.i18n.phonenumbers.PhoneNumberUtil;

class Ask {
    public static void main(String[] asked) throws Exception {
        PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
        for (String line : asked) {
            String[] part = line.split("\\|");
            var number = phones.parse(part[1], part[0]);
            System.out.println(line + " " + phones.isPossibleNumberWithReason(number) + " "
                    + phones.getLengthOfGeographicalAreaCode(number));
        }
    }
}
JAVA
java -cp "$work/libphonenumber-9.0.43.jar" "$work/Ask.java" 'ZZ|+5215512345678' 'MX|044 55 1234 5678' \
  'MX|01 55 1234 5678' 'ZZ|+22997123456' 'BR|98888-7777' 'AR|15 1234-5678' 'ZZ|+5491112345678' | tee "$work/seen"
diff "$work/seen" - <<'SEEN'
ZZ|+5215512345678 TOO_LONG 0
MX|044 55 1234 5678 TOO_LONG 0
MX|01 55 1234 5678 TOO_LONG 0
ZZ|+22997123456 TOO_SHORT 0
BR|98888-7777 IS_POSSIBLE 0
AR|15 1234-5678 IS_POSSIBLE 0
ZZ|+5491112345678 IS_POSSIBLE 3
SEEN
echo "unchanged"
