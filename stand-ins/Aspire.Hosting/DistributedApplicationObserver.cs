namespace Aspire.Hosting;

internal static class DistributedApplicationObserver
{
    // Flows into the thread that runs an AppHost's Main and nowhere else, so that two tests never see each other.
    private static readonly AsyncLocal<IDistributedApplicationObserver?> s_current = new();

    public static IDistributedApplicationObserver? Current
    {
        get => s_current.Value;
        set => s_current.Value = value;
    }
}
