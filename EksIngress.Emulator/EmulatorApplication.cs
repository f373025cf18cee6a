namespace EksIngress.Emulator;

/// <summary>Composes and runs the emulator.</summary>
internal static class EmulatorApplication
{
    public static async Task RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        await using var app = builder.Build();
        await app.RunAsync();
    }
}
