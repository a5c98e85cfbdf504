using Xunit;

namespace SyncAdmin.Tests.EndToEnd;

/// <summary>Tests that fill both cores by themselves: one after the other, and beside nothing else.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class HeavyTests
{
    internal const string Name = "heavy";

    /// <summary>True under <c>./test.sh --soak</c>: long matrices run in full.</summary>
    internal static bool Soak => Environment.GetEnvironmentVariable("SYNCADMIN_SOAK") == "1";
}
