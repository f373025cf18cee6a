namespace EksIngress.Alb;

/// <summary>A stack cannot be built from these objects. The message is the controller's own text.</summary>
/// <param name="message">What is wrong, as the controller says it.</param>
public class AlbModelException(string message) : Exception(message)
{
    /// <summary>The same failure with the place it was met in, in front.</summary>
    public AlbModelException Within(string place) => new($"{place}: {Message}");

    /// <summary>Awaits, putting the place in front of a failure.</summary>
    public static async ValueTask<T> WithinAsync<T>(string place, ValueTask<T> task)
    {
        try
        {
            return await task;
        }
        catch (AlbModelException exception)
        {
            throw exception.Within(place);
        }
    }

    /// <summary>Calls and awaits, putting the place in front of a failure of either.</summary>
    public static async ValueTask<T> WithinAsync<T>(string place, Func<ValueTask<T>> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        try
        {
            return await call();
        }
        catch (AlbModelException exception)
        {
            throw exception.Within(place);
        }
    }
}
