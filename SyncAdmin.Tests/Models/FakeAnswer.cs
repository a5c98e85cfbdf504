namespace SyncAdmin.Tests.Models;

/// <summary>How a <see cref="FakeModelServer"/> answers one call.</summary>
internal sealed record FakeAnswer
{
    /// <summary>As a good server does.</summary>
    internal static FakeAnswer Good { get; } = new();

    /// <summary>Not at all, until the caller hangs up.</summary>
    internal static FakeAnswer Hang { get; } = new() { Hangs = true };

    /// <summary>The connection breaks in the middle of the body.</summary>
    internal static FakeAnswer CutOff { get; } = new() { CutsOff = true };

    /// <summary>200 with a page instead of JSON.</summary>
    internal static FakeAnswer Html { get; } = new() { Body = "<html><body>Welcome to this proxy</body></html>" };

    /// <summary>One vector too few.</summary>
    internal static FakeAnswer WrongCount { get; } = new() { CountChange = -1 };

    /// <summary>Vectors of 3 numbers.</summary>
    internal static FakeAnswer WrongLength { get; } = new() { VectorLength = 3 };

    /// <summary>The last vector comes first; <c>index</c> says so.</summary>
    internal static FakeAnswer Reversed { get; } = new() { IsReversed = true };

    /// <summary>Numbers beyond what a float holds.</summary>
    internal static FakeAnswer Infinite { get; } = new() { Number = "1e999" };

    /// <summary>Bare NaN, which is no JSON, as servers in Python write it.</summary>
    internal static FakeAnswer NotANumber { get; } = new() { Number = "NaN" };

    internal int Status { get; init; } = 200;

    internal string? Body { get; init; }

    internal string? RetryAfter { get; init; }

    internal bool Hangs { get; init; }

    internal bool CutsOff { get; init; }

    internal bool IsReversed { get; init; }

    internal int CountChange { get; init; }

    internal int? VectorLength { get; init; }

    /// <summary>Stands in place of every number; raw JSON.</summary>
    internal string? Number { get; init; }

    /// <summary>A vector, with <see cref="Number"/> in place of its numbers where there is one.</summary>
    internal void WriteVector(System.Text.Json.Utf8JsonWriter json, ReadOnlySpan<float> vector)
    {
        json.WriteStartArray();
        foreach (var number in vector)
        {
            if (Number is { } raw)
            {
                json.WriteRawValue(raw, skipInputValidation: true);
            }
            else
            {
                json.WriteNumberValue(number);
            }
        }

        json.WriteEndArray();
    }

    /// <summary>An error in OpenAI's form.</summary>
    internal static FakeAnswer Error(int status, string message = "Something is wrong", string? code = null, string? parameter = null, string? retryAfter = null) => new()
    {
        Status = status,
        RetryAfter = retryAfter,
        Body = System.Text.Json.JsonSerializer.Serialize(new { error = new { message, type = "invalid_request_error", param = parameter, code } }),
    };

    /// <summary>429; <paramref name="retryAfter"/> in seconds or as a date.</summary>
    internal static FakeAnswer TooManyRequests(string? retryAfter = null) => Error(429, "Rate limit reached", "rate_limit_exceeded", retryAfter: retryAfter);
}
