using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Webhooks.Outgoing;

internal sealed class OutgoingConfiguration :
    IEntityTypeConfiguration<WebhookEndpoint>,
    IEntityTypeConfiguration<WebhookMessage>,
    IEntityTypeConfiguration<WebhookAttempt>
{
    public void Configure(EntityTypeBuilder<WebhookEndpoint> builder)
    {
        builder.ToTable("webhook_endpoints").HasKey(endpoint => endpoint.Id);
        builder.Property(endpoint => endpoint.Types).IsJson();
        builder.Property(endpoint => endpoint.Thresholds).IsJson();
        builder.Property(endpoint => endpoint.DisabledCode).HasMaxLength(16);
    }

    public void Configure(EntityTypeBuilder<WebhookMessage> builder)
    {
        builder.ToTable("outgoing_webhooks").HasKey(message => message.Id);
        builder.Property(message => message.MessageId).HasMaxLength(64);
        builder.Property(message => message.Type).HasMaxLength(64);
        builder.Property(message => message.Status).IsEnumText();
        builder.HasOne<WebhookEndpoint>().WithMany().HasForeignKey(message => message.EndpointId).OnDelete(DeleteBehavior.Cascade);
        // An event goes to an endpoint once.
        builder.HasIndex(message => new { message.EndpointId, message.MessageId }).IsUnique();
        builder.HasIndex(message => message.CreatedAt);
    }

    public void Configure(EntityTypeBuilder<WebhookAttempt> builder)
    {
        builder.ToTable("webhook_attempts").HasKey(attempt => attempt.Id);
        builder.Property(attempt => attempt.MessageId).HasMaxLength(64);
        builder.Property(attempt => attempt.Type).HasMaxLength(64);
        builder.Property(attempt => attempt.Code).HasMaxLength(16);
        builder.HasOne<WebhookEndpoint>().WithMany().HasForeignKey(attempt => attempt.EndpointId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<WebhookMessage>().WithMany().HasForeignKey(attempt => attempt.WebhookMessageId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(attempt => new { attempt.EndpointId, attempt.Id });
        builder.HasIndex(attempt => attempt.StartedAt);
    }
}
