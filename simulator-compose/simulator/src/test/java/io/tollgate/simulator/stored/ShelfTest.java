package io.tollgate.simulator.stored;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShelfTest {

    @Test
    void shouldMakeRoomByForgettingTheOldest() {
        Shelf<StoredFile> shelf = new Shelf<>(10);
        shelf.put(file("a", 4));
        shelf.put(file("b", 4));
        shelf.put(file("c", 4));
        assertThat(shelf.find("a")).isEmpty();
        assertThat(shelf.all()).extracting(StoredFile::id).containsExactly("b", "c");
        shelf.put(file("d", 2));
        assertThat(shelf.all()).hasSize(3);
    }

    @Test
    void shouldCountOnlyWhatIsThere() {
        Shelf<StoredFile> shelf = new Shelf<>(10);
        shelf.put(file("a", 8));
        shelf.put(file("a", 2));
        shelf.put(file("b", 8));
        assertThat(shelf.all()).hasSize(2);
        assertThat(shelf.remove("b")).isTrue();
        assertThat(shelf.remove("b")).isFalse();
        shelf.put(file("c", 8));
        assertThat(shelf.all()).hasSize(2);
        shelf.clear();
        shelf.put(file("d", 10));
        assertThat(shelf.all()).hasSize(1);
    }

    @Test
    void shouldNotKeepWhatDoesNotFitAtAll() {
        Shelf<StoredFile> shelf = new Shelf<>(10);
        shelf.put(file("a", 11));
        assertThat(shelf.all()).isEmpty();
    }

    private static StoredFile file(String id, int bytes) {
        return new StoredFile(id, 0, "name", "purpose", new byte[bytes]);
    }
}
