namespace Aspire.Hosting.Backchannel;

internal sealed record ResourceLogLine(string ResourceName, int LineNumber, string Content, bool IsError);
