using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>Tells of each request with its span before the answer goes out: who has the answer finds the call recorded.</summary>
internal sealed class CallRecorder(Action<Activity> record) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, rest) =>
        {
            if (Activity.Current is { } span)
            {
                context.Response.OnStarting(() =>
                {
                    record(span);
                    return Task.CompletedTask;
                });
            }

            return rest(context);
        });
        next(app);
    };
}
