using System.Diagnostics;
using System.Globalization;
using System.Text;
using SyncAdmin.Core.Vision.Tesseract;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.Vision.Tesseract;

public sealed class ChildProcessTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private readonly ChildProcess _process = new(memoryMegabytes: 256, TimeProvider.System);

    [Fact]
    public async Task Bytes_go_in_and_text_comes_out()
    {
        var text = new string('x', 300_000) + "ñ";

        Assert.Equal(new ChildRun(ChildEnd.Well, 0, text, ""), await _process.RunAsync("/bin/cat", [], Encoding.UTF8.GetBytes(text), Long, CancellationToken.None));
    }

    [Fact]
    public async Task Arguments_pass_no_shell() =>
        Assert.Equal("$(id);a b\n", (await _process.RunAsync("/bin/echo", ["$(id);a b"], default, Long, CancellationToken.None)).Output);

    [Fact]
    public async Task It_sees_nothing_of_our_environment()
    {
        const string Secret = "SYNCADMIN_TEST_SECRET";
        Environment.SetEnvironmentVariable(Secret, "sk-secret");
        var seen = (await _process.RunAsync("/usr/bin/env", [], default, Long, CancellationToken.None)).Output;

        Assert.Contains("OMP_THREAD_LIMIT=1", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, seen, StringComparison.Ordinal);
        Assert.All(seen.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Contains(line.Split('=')[0], new[] { "PATH", "TESSDATA_PREFIX", "OMP_THREAD_LIMIT", "LC_ALL" }));
    }

    [Fact]
    public async Task What_it_complains_of_is_kept_short_and_on_one_line()
    {
        var run = await Shell("echo one >&2; echo two >&2; head -c 5000 /dev/zero | tr '\\0' x >&2; exit 3");

        Assert.Equal((ChildEnd.Failed, 3), (run.End, run.ExitCode));
        Assert.StartsWith("one two xxx", run.Error, StringComparison.Ordinal);
        Assert.True(run.Error.Length <= 300);
    }

    [Fact]
    public async Task One_that_hangs_is_killed_with_all_it_started()
    {
        var clock = Stopwatch.StartNew();
        var run = await Shell("sleep 4471 & sleep 4471; wait", TimeSpan.FromMilliseconds(500));

        Assert.Equal(ChildEnd.TookTooLong, run.End);
        Assert.True(clock.Elapsed < Long, $"{clock.Elapsed}");
        await NobodyRuns("sleep\04471");
    }

    [Fact]
    public async Task Cancelling_kills_it_at_once()
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var clock = Stopwatch.StartNew();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _process.RunAsync("/bin/sleep", ["4472"], default, Long, cancel.Token));

        Assert.True(clock.Elapsed < Long, $"{clock.Elapsed}");
        await NobodyRuns("sleep\04472");
    }

    [Fact]
    public async Task One_that_never_stops_talking_is_killed() => Assert.Equal(ChildEnd.SaidTooMuch, (await _process.RunAsync("/usr/bin/yes", [], default, Long, CancellationToken.None)).End);

    [Fact]
    public async Task One_that_takes_too_much_memory_fails() => Assert.Equal(ChildEnd.Failed, (await _process.RunAsync("/bin/dd", ["if=/dev/zero", "of=/dev/null", "bs=1G", "count=1"], default, Long, CancellationToken.None)).End);

    [Fact]
    public async Task One_that_burns_its_processor_time_ends()
    {
        var run = await Shell("while :; do :; done", TimeSpan.FromSeconds(1));

        Assert.Contains(run.End, new[] { ChildEnd.TookTooLong, ChildEnd.Failed });
    }

    [Fact]
    public async Task It_writes_no_file()
    {
        var path = Path.Combine(Path.GetTempPath(), "syncadmin-child-" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        await Shell($"echo hello > {path}");
        var length = File.Exists(path) ? new FileInfo(path).Length : 0;
        File.Delete(path);

        Assert.Equal(0, length);
    }

    private Task<ChildRun> Shell(string script, TimeSpan? timeout = null) => _process.RunAsync("/bin/sh", ["-c", script], default, timeout ?? Long, CancellationToken.None);

    private static Task NobodyRuns(string commandLine) => Eventually.IsTrueAsync(
        () => Task.FromResult(Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])).All(folder => !CommandLine(folder).Contains(commandLine, StringComparison.Ordinal))),
        TimeSpan.FromSeconds(5),
        () => commandLine + " still runs");

    private static string CommandLine(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline"));
        }
        catch (IOException)
        {
            return ""; // It ended meanwhile.
        }
    }
}
