using Microsoft.Extensions.Logging;

namespace SyncAdmin.Core.Collections;

/// <content>What it logs.</content>
public sealed partial class CollectionManager
{
    [LoggerMessage(EventId = 2101, Level = LogLevel.Information, Message = "Made collection {Name} as {PhysicalName}, vectors of {VectorSize}")]
    private partial void LogMade(string name, string physicalName, int vectorSize);

    [LoggerMessage(EventId = 2102, Level = LogLevel.Information, Message = "Deleted collection {Name} ({PhysicalName}) with its ledger rows")]
    private partial void LogDeleted(string name, string physicalName);

    [LoggerMessage(EventId = 2103, Level = LogLevel.Warning, Message = "The vector store has no {PhysicalName} of collection {Name}: making the next version; the next full sync fills it")]
    private partial void LogLost(string name, string physicalName);

    [LoggerMessage(EventId = 2105, Level = LogLevel.Information, Message = "Adopted {PhysicalName} as collection {Name}: {Points} points, vectors of {VectorSize}")]
    private partial void LogAdopted(string physicalName, string name, long points, int vectorSize);

    [LoggerMessage(EventId = 2106, Level = LogLevel.Warning, Message = "Nobody has said of which model the points of the adopted collection {Name} are: they are taken for {Model}, the model of its first sync")]
    private partial void LogModelAssumed(string name, string model);

    [LoggerMessage(EventId = 2107, Level = LogLevel.Information, Message = "Gave the adopted collection {Name} ({PhysicalName}) back: what this SyncAdmin had written is deleted, everything else stays")]
    private partial void LogReleased(string name, string physicalName);

    [LoggerMessage(EventId = 2108, Level = LogLevel.Warning, Message = "Points of collection {Name} could not be counted at the end of its sync: {Reason}")]
    private partial void LogNotCounted(string name, string reason);
}
