namespace Shop.Worker;

/// <summary>Fills the shelves, one piece every two seconds.</summary>
internal sealed partial class Deliveries(IHttpClientFactory clients, ILogger<Deliveries> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                using var response = await clients.CreateClient("api").PostAsync(new Uri("/api/stock/deliveries", UriKind.Relative), content: null, stoppingToken);
                response.EnsureSuccessStatusCode();
            }
            catch (HttpRequestException exception)
            {
                // The next delivery is due soon.
                LogNotDelivered(exception.Message);
            }
        }
    }

    [LoggerMessage(EventId = 1, EventName = "NotDelivered", Level = LogLevel.Warning, Message = "Not delivered: {Reason}")]
    private partial void LogNotDelivered(string reason);
}
