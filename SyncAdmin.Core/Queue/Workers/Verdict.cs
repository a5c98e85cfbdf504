namespace SyncAdmin.Core.Queue.Workers;

/// <summary>How a handler ended.</summary>
internal abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>It returned.</summary>
    internal sealed record Done(MessageResult? Result) : Verdict;

    /// <summary>It threw.</summary>
    internal sealed record Failed(TryFailure Failure, Exception Cause) : Verdict;

    /// <summary>It gave up because the process stops.</summary>
    internal sealed record GivenBack : Verdict;

    /// <summary>It gave up because its lease ended: there is nothing left to say.</summary>
    internal sealed record Lost : Verdict;
}
