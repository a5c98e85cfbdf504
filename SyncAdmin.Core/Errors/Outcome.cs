using System.Diagnostics.CodeAnalysis;

namespace SyncAdmin.Core.Errors;

/// <summary>A value, or the <see cref="Problem"/> why there is none. For outcomes that a caller must expect.</summary>
public readonly record struct Outcome<T>
{
    private Outcome(T? value, Problem? problem) => (Value, Problem) = (value, problem);

    /// <summary>The value; default when there is a <see cref="Problem"/>.</summary>
    public T? Value { get; }

    /// <summary>Why there is no value; null on success.</summary>
    public Problem? Problem { get; }

    /// <summary>True when there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool Succeeded => Problem is null;

    /// <summary>The value, or a <see cref="ProblemException"/>.</summary>
    public T Required() => Succeeded ? Value : throw new ProblemException(Problem);

#pragma warning disable CA2225 // The two conversions are the constructor: there is nothing to name.
    /// <summary>Success.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>Failure.</summary>
    public static implicit operator Outcome<T>(Problem problem) => new(default, problem);
#pragma warning restore CA2225
}
