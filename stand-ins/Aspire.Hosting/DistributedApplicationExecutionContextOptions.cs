namespace Aspire.Hosting;

public class DistributedApplicationExecutionContextOptions(DistributedApplicationOperation operation)
{
    public DistributedApplicationExecutionContextOptions(DistributedApplicationOperation operation, string publisherName)
        : this(operation)
    {
        PublisherName = publisherName;
    }

    public DistributedApplicationOperation Operation { get; } = operation;

    public string? PublisherName { get; }

    public IServiceProvider? ServiceProvider { get; set; }
}
