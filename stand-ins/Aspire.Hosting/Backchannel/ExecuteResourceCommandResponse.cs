namespace Aspire.Hosting.Backchannel;

internal sealed record ExecuteResourceCommandResponse(bool Success, bool Canceled, string? Message, string? ErrorMessage);
