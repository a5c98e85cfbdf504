using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Queue.Workers;

/// <summary>How this process's worker of one queue is.</summary>
/// <param name="Queue">Its queue.</param>
/// <param name="Concurrency">Handlers that it may run at once.</param>
/// <param name="Active">Handlers that run.</param>
/// <param name="Abandoned">Handlers that go on although their leases have ended; beyond four for each of <paramref name="Concurrency"/> nothing is read any more.</param>
/// <param name="Problem">Why it reads nothing; null while it does.</param>
public sealed record QueueWorkerState(string Queue, int Concurrency, int Active, int Abandoned, Problem? Problem);
