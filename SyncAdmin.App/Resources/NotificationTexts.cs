namespace SyncAdmin.App.Resources;

/// <summary>Names the resource files <c>NotificationTexts.resx</c> (English) and <c>NotificationTexts.es.resx</c>.</summary>
public sealed class NotificationTexts;
