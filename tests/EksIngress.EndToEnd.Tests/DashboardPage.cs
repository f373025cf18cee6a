using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EksIngress.EndToEnd.Tests;

/// <summary>The dashboard's page of resources, with the details of the environment beside it.</summary>
internal sealed partial class DashboardPage(IPage page)
{
    /// <summary>The environment's line.</summary>
    public ILocator Environment => page.GetByRole(AriaRole.Row, new() { NameRegex = EnvironmentRow() });

    /// <summary>Opens the environment's details, with all of its properties.</summary>
    public async Task ShowDetailsAsync()
    {
        await Environment.ClickAsync();
        await page.GetByRole(AriaRole.Toolbar).GetByRole(AriaRole.Button, new() { Name = "View options" }).ClickAsync();
        await Command("Show all properties").ClickAsync();
    }

    /// <summary>A line of the details: a property and its value.</summary>
    public ILocator Property(string name) => page.GetByRole(AriaRole.Row, new() { NameRegex = new Regex($"^{Regex.Escape(name)} ") });

    /// <summary>Opens the environment's menu.</summary>
    public Task OpenMenuAsync() => Environment.GetByRole(AriaRole.Button, new() { Name = "Actions" }).ClickAsync();

    /// <summary>An item of the open menu.</summary>
    public ILocator Command(string name) => page.GetByRole(AriaRole.Menuitem, new() { Name = name, Exact = true });

    public async Task RunAsync(string command)
    {
        await OpenMenuAsync();
        await Command(command).ClickAsync();
    }

    // The dashboard's dialogs take their content from slots, below which a locator of the dialog itself finds nothing.

    /// <summary>Waits for the question that a command asks first, and answers it with no.</summary>
    public async Task SayNoAsync(string question)
    {
        await Expect(page.GetByText(question)).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "No", Exact = true }).ClickAsync();
        await Expect(page.GetByText(question)).Not.ToBeVisibleAsync();
    }

    /// <summary>Waits until the notifications tell of a command's result.</summary>
    public async Task ExpectResultAsync(string command, string result)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Notifications" }).ClickAsync();
        var heading = page.GetByRole(AriaRole.Heading, new() { Name = "Notifications" });
        await Expect(heading).ToBeVisibleAsync();
        await Expect(page.GetByText($"\"{command}\" succeeded").First).ToBeVisibleAsync();
        await Expect(page.GetByText(result).First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(heading).Not.ToBeVisibleAsync();
    }

    /// <summary>Goes to the environment's console.</summary>
    public async Task OpenConsoleAsync()
    {
        await Environment.GetByRole(AriaRole.Button, new() { Name = "Console logs" }).ClickAsync();
        await page.WaitForURLAsync(ConsolePage());
    }

    /// <summary>A line of the open console.</summary>
    public ILocator Line(string text) => page.GetByText(text).First;

    [GeneratedRegex("^EKS environment: eks ")]
    private static partial Regex EnvironmentRow();

    [GeneratedRegex("/consolelogs/resource/eks")]
    private static partial Regex ConsolePage();
}
