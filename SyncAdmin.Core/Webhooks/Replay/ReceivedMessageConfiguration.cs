using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Webhooks.Signing;

namespace SyncAdmin.Core.Webhooks.Replay;

internal sealed class ReceivedMessageConfiguration : IEntityTypeConfiguration<ReceivedMessage>
{
    public void Configure(EntityTypeBuilder<ReceivedMessage> builder)
    {
        builder.ToTable("webhook_messages").HasKey(message => new { message.ReceiverId, message.MessageId });
        builder.Property(message => message.MessageId).HasMaxLength(WebhookHeaders.LongestId).IsOrdinal();
        builder.HasIndex(message => message.ReceivedAt);
    }
}
