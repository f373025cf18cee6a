namespace Aspire.Hosting.Dcp.Model;

internal sealed record DcpWatchEvent<T>(string Type, T Object)
    where T : DcpObject
{
    public bool Deleted => Type == "DELETED";
}
