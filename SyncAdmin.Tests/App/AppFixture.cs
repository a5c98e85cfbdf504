using Xunit;

namespace SyncAdmin.Tests.App;

/// <summary>One application for the tests of a class that do not disturb one another.</summary>
public sealed class AppFixture : IAsyncLifetime
{
    internal TestApp App { get; } = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await App.DisposeAsync();
}
