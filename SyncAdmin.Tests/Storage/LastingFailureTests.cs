using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using Xunit;

namespace SyncAdmin.Tests.Storage;

public sealed class LastingFailureTests
{
    private static readonly ProblemException Away = new(new Problem(ErrorCatalog.StateUnavailable, "PostgreSQL can't be reached."), new InvalidOperationException("inner"));

    [Fact]
    public void What_lasts_is_said_when_it_begins_when_it_changes_each_minute_and_when_it_is_over()
    {
        var time = new Moved();
        var failure = new LastingFailure(time);
        var said = new List<string?>();

        foreach (var (exception, seconds) in new (Exception, int)[] { (Away, 0), (Away, 1), (Away, 58), (Away, 2), (new InvalidOperationException("a bug"), 1), (Away, 1) })
        {
            time.Seconds += seconds;
            said.Add(failure.Begin(exception)?.Cause);
        }

        const string Cause = "SYNC-9104: PostgreSQL can't be reached.";
        Assert.Equal([Cause, null, null, Cause, "InvalidOperationException: a bug", Cause], said);
        Assert.Equal((6, 0), (failure.End(), failure.End()));
        Assert.Equal(Cause, failure.Begin(Away)?.Cause);
    }

    [Fact]
    public void A_stack_trace_comes_along_only_where_the_cause_does_not_tell_all()
    {
        var bug = new InvalidOperationException("a bug");

        Assert.Null(new LastingFailure(TimeProvider.System).Begin(Away)!.Value.Exception);
        Assert.Same(bug, new LastingFailure(TimeProvider.System).Begin(bug)!.Value.Exception);
    }

    private sealed class Moved : TimeProvider
    {
        internal long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
