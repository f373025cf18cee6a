using System.Reflection;

namespace Aspire.Hosting;

/// <summary>
/// An application model that cannot be, as with two resources of one name, fails in the AppHost's own code. Its message is
/// for the user and names the fault; the stack would only tell of this library.
/// </summary>
internal static class FaultyModel
{
    private static int s_registered;

    /// <param name="entry">The program; only an AppHost gets this, no test host or other program that happens to build a model.</param>
    public static void ReportInsteadOfCrash(Assembly? entry)
    {
        if (AppHostMetadata.Find(entry, AppHostMetadata.ProjectPath) is not null && Interlocked.Exchange(ref s_registered, 1) == 0)
        {
            AppDomain.CurrentDomain.UnhandledException += OnUnhandled;
        }
    }

    private static void OnUnhandled(object sender, UnhandledExceptionEventArgs arguments)
    {
        if (arguments.ExceptionObject is DistributedApplicationException exception)
        {
            Console.Error.WriteLine($"The application cannot run: {exception.Message}");
            Environment.Exit(1);
        }
    }
}
