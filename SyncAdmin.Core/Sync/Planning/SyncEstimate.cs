namespace SyncAdmin.Core.Sync.Planning;

/// <summary>What a full sync would do and take. Rows are exact for the moment at which each was read; tokens, money and minutes come with their error.</summary>
public record SyncEstimate
{
    /// <summary>Rows of the source.</summary>
    public long TotalRecords { get; init; }

    /// <summary>New: embedded and written.</summary>
    public long Create { get; init; }

    /// <summary>Changed: <see cref="UpdateText"/> and <see cref="UpdatePayload"/>.</summary>
    public long Update => UpdateText + UpdatePayload;

    /// <summary>Changed in their text: embedded and written.</summary>
    public long UpdateText { get; init; }

    /// <summary>Changed in their payload alone: written, not embedded.</summary>
    public long UpdatePayload { get; init; }

    /// <summary>Unchanged: nothing is done.</summary>
    public long Skip { get; init; }

    /// <summary>Gone from the source: their points are removed, as the datasource's <c>deletePolicy</c> allows.</summary>
    public long Delete { get; init; }

    /// <summary>Rows that can't be synced.</summary>
    public long Invalid { get; init; }

    /// <summary>Texts to embed whose vectors are stored already: not paid for.</summary>
    public long Cached { get; init; }

    /// <summary>Tokens to be paid for.</summary>
    public long Tokens { get; init; }

    /// <summary>Their error.</summary>
    public required EstimateRange<long> TokensRange { get; init; }

    /// <summary>Money (USD) for them at the configured price.</summary>
    public decimal Cost { get; init; }

    /// <summary>Its error.</summary>
    public required EstimateRange<decimal> CostRange { get; init; }

    /// <summary>Minutes at the configured limits, without waiting for other jobs.</summary>
    public double Minutes { get; init; }

    /// <summary>Their error.</summary>
    public required EstimateRange<double> MinutesRange { get; init; }
}
