namespace Aspire.Hosting.ApplicationModel;

public class InitializeResourceEvent(
    IResource resource,
    IDistributedApplicationEventing distributedApplicationEventing,
    ResourceLoggerService resourceLoggerService,
    ResourceNotificationService resourceNotificationService,
    IServiceProvider services) : IDistributedApplicationResourceEvent
{
    private readonly ResourceLoggerService _loggers = resourceLoggerService;

    public IResource Resource { get; } = resource;

    public IDistributedApplicationEventing Eventing { get; } = distributedApplicationEventing;

    public ResourceNotificationService Notifications { get; } = resourceNotificationService;

    public ILogger Logger => _loggers.GetLogger(Resource);

    public IServiceProvider Services { get; } = services;
}
