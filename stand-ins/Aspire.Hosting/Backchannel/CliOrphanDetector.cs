using System.Diagnostics;
using System.Globalization;

namespace Aspire.Hosting.Backchannel;

/// <summary>Ends the application when the Aspire CLI that started it is gone without having said so.</summary>
internal sealed class CliOrphanDetector(IConfiguration configuration, IHostApplicationLifetime lifetime, TimeProvider time) : BackgroundService
{
    private const string ProcessIdSetting = "ASPIRE_CLI_PID";

    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!int.TryParse(configuration[ProcessIdSetting], NumberStyles.None, CultureInfo.InvariantCulture, out var processId)
            || Find(processId) is not { } cli)
        {
            return;
        }

        using (cli)
        using (var timer = new PeriodicTimer(s_interval, time))
        {
            try
            {
                // The object holds on to that very process: another one of the same number is not taken for it.
                while (!cli.HasExited)
                {
                    await timer.WaitForNextTickAsync(stoppingToken);
                }

                lifetime.StopApplication();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The application ends by itself.
            }
        }
    }

    private static Process? Find(int processId)
    {
        try
        {
            return Process.GetProcessById(processId);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
