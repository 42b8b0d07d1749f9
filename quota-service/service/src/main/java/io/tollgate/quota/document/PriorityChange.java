package io.tollgate.quota.document;

import io.tollgate.catalog.PriorityClass;
import io.tollgate.quota.document.Difference.Section;
import io.tollgate.quota.document.Difference.Update;
import io.tollgate.quota.store.PriorityClasses;
import io.tollgate.quota.store.RecordType;
import io.tollgate.quota.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes the priority classes equal to a document's section, and says class by class what that changed. */
final class PriorityChange {

    private PriorityChange() {}

    static Section apply(Tx tx, PriorityClasses wanted) {
        Map<String, Place> before = places(tx.priorityClasses());
        Map<String, Place> after = places(wanted);
        if (!tx.priorityClasses().equals(wanted)) {
            tx.rows(RecordType.PRIORITY_CLASSES).put(wanted);
        }
        List<String> created =
                names(wanted).stream().filter(name -> !before.containsKey(name)).toList();
        List<String> deleted = before.keySet().stream()
                .filter(name -> !after.containsKey(name))
                .sorted()
                .toList();
        List<Update> updated = names(wanted).stream()
                .filter(before::containsKey)
                .map(name -> new Update(name, before.get(name).differing(after.get(name))))
                .filter(update -> !update.fields().isEmpty())
                .toList();
        return new Section(created, updated, deleted, List.of(), after.size() - created.size() - updated.size());
    }

    private static List<String> names(PriorityClasses classes) {
        return classes.classes().stream().map(PriorityClass::name).toList();
    }

    private static Map<String, Place> places(PriorityClasses classes) {
        return classes.classes().stream()
                .map(one -> new Place(one, classes.classes().indexOf(one)))
                .collect(Collectors.toMap(place -> place.one().name(), Function.identity(), (first, second) -> first));
    }

    private record Place(PriorityClass one, int position) {

        List<String> differing(Place other) {
            var fields = new ArrayList<String>();
            if (!one.aliases().equals(other.one.aliases())) {
                fields.add("aliases");
            }
            if (one.maxWaitMillis() != other.one.maxWaitMillis()) {
                fields.add("maxWaitMillis");
            }
            if (position != other.position) {
                fields.add("position");
            }
            return fields;
        }
    }
}
