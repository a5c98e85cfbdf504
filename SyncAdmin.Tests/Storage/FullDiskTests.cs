using SyncAdmin.Core.Storage;
using Xunit;

namespace SyncAdmin.Tests.Storage;

public sealed class FullDiskTests
{
    [Theory]
    [InlineData(28)]
    [InlineData(122)]
    [InlineData(unchecked((int)0x80070070))]
    public void No_room_for_everybody_or_for_this_user_is_a_full_disk(int said) =>
        Assert.True(FullDisk.IsBehind(new InvalidOperationException("Writing failed.", new IOException("No room.", said))));

    [Fact]
    public void Another_failure_is_none() => Assert.False(FullDisk.IsBehind(new IOException("Input/output error", 5)));
}
