using System.Text;

namespace EksIngress.Bench.Roles;

/// <summary>What all peers forward to: 100 bytes for every request.</summary>
internal static class BackendRole
{
    private static readonly byte[] Body = Encoding.ASCII.GetBytes(new string('a', 100));

    public static Task<int> RunAsync()
    {
        var app = Role.CreateBuilder().Build();
        app.Run(async context =>
        {
            context.Response.ContentType = "text/plain";
            context.Response.ContentLength = Body.Length;
            await context.Response.BodyWriter.WriteAsync(Body);
        });
        return Role.ServeAsync(app);
    }
}
