package io.tollgate.stack.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TestServersTest {

    /** Tests of one JVM may be loaded by several class loaders, each with servers of its own. */
    @Test
    void shouldLeaveTheServersOfAnotherClassLoaderAlone() throws Exception {
        Path mine = TestServers.directory("mine");

        // Left open: its servers end with the JVM.
        var another = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader());
        Path theirs = (Path) another.loadClass(TestServers.class.getName())
                .getMethod("directory", String.class)
                .invoke(null, "theirs");

        assertThat(theirs).isDirectory().isNotEqualTo(mine);
        assertThat(mine).isDirectory();
    }

    private static URL[] classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(TestServersTest::url)
                .toArray(URL[]::new);
    }

    private static URL url(String path) {
        try {
            return Path.of(path).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
