namespace Aspire.Hosting.Dcp;

internal abstract class DcpHost
{
    public abstract void Launch();
}
