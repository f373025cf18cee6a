namespace EksIngress.Alb.Lint;

/// <summary>Reads what may be broken: the rule that is about the broken part reports it, all others go on without it.</summary>
internal static class Lenient
{
    public static T? Read<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (AlbModelException)
        {
            return null;
        }
    }

    /// <summary>The controller's text for what is broken; null when nothing is.</summary>
    public static string? Fault(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (AlbModelException exception)
        {
            return exception.Message;
        }
    }
}
